#ifndef STORE_RANDOM_ID_H
#define STORE_RANDOM_ID_H

/// The name of a thing that nobody can guess, as part of an address: 128
/// random bits as 22 characters of base64url, and a NUL.
#define RANDOM_ID_SIZE 23
void random_id_new(char id[RANDOM_ID_SIZE]);

#endif
