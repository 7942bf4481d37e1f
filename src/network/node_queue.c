// Children of place i are at 4i + 1 to 4i + 4. A pushed entry rises while its
// parent is larger; after a pop the last entry sinks from the top.

#include "network/node_queue.h"

#include <assert.h>

#define CHILDREN 4u

struct node_queue node_queue_new(struct arena *arena, size_t capacity)
{
    return (struct node_queue){arena_array(arena, struct queued_node, capacity),
                               0, capacity};
}

void node_queue_push(struct node_queue *queue, uint64_t key, uint32_t node)
{
    assert(queue->count < queue->capacity);
    size_t at = queue->count++;
    while (at > 0) {
        size_t parent = (at - 1) / CHILDREN;
        if (queue->heap[parent].key <= key)
            break;
        queue->heap[at] = queue->heap[parent];
        at = parent;
    }
    queue->heap[at] = (struct queued_node){key, node};
}

static size_t least_child(const struct node_queue *queue, size_t at)
{
    size_t first = at * CHILDREN + 1;
    size_t end = first + CHILDREN;
    if (end > queue->count)
        end = queue->count;
    size_t least = first;
    for (size_t child = first + 1; child < end; child++)
        if (queue->heap[child].key < queue->heap[least].key)
            least = child;
    return least;
}

struct queued_node node_queue_pop(struct node_queue *queue)
{
    assert(queue->count > 0);
    struct queued_node top = queue->heap[0];
    struct queued_node last = queue->heap[--queue->count];
    size_t at = 0;
    while (at * CHILDREN + 1 < queue->count) {
        size_t child = least_child(queue, at);
        if (last.key <= queue->heap[child].key)
            break;
        queue->heap[at] = queue->heap[child];
        at = child;
    }
    queue->heap[at] = last;
    return top;
}
