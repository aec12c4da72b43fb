// The door to libjq, and to what Swift's Glibc lacks of the calls that confine and wake the process in which it runs: typed wrappers of
// macros and variadic calls, and nothing else.
#ifndef BALANCE_MONITOR_CJQ_H
#define BALANCE_MONITOR_CJQ_H
#include <jq.h>
#include <jv.h>
#include <malloc.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static inline int cjq_control_process(int option, unsigned long value) {
    return prctl(option, value, 0UL, 0UL, 0UL);
}

static inline int cjq_set_limit(int resource, rlim_t soft, rlim_t hard) {
    struct rlimit limit = {soft, hard};
    return setrlimit(resource, &limit);
}

static inline long cjq_close_from(unsigned int first) {
    return syscall(SYS_close_range, first, ~0U, 0U);
}

static inline int cjq_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}
#endif
