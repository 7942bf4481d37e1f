#ifndef NETWORK_NODE_QUEUE_H
#define NETWORK_NODE_QUEUE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/// A node waiting in a search, with what orders it: the least key comes out
/// first. Equal keys come out in an order that depends only on what went in.
struct queued_node {
    uint64_t key;
    uint32_t node;
};

/// A heap with four children a parent, which suits a processor's cache. It may
/// hold a node several times; the searches recognise stale entries themselves.
struct node_queue {
    struct queued_node *heap;
    size_t count;
    size_t capacity;
};

/// An empty queue for at most `capacity` entries at a time.
struct node_queue node_queue_new(struct arena *arena, size_t capacity);
void node_queue_push(struct node_queue *queue, uint64_t key, uint32_t node);

/// The queue must not be empty.
struct queued_node node_queue_pop(struct node_queue *queue);

#endif
