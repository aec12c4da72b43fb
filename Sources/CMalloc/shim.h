// The door to glibc's allocator, which Swift's module of the C library leaves out.
#ifndef BALANCE_MONITOR_CMALLOC_H
#define BALANCE_MONITOR_CMALLOC_H
#include <malloc.h>
#endif
