// The door to libjq: what Swift cannot import (macros, variadic calls) gets a typed wrapper, and nothing else is here.
#ifndef BALANCE_MONITOR_CJQ_H
#define BALANCE_MONITOR_CJQ_H
#include <jq.h>
#include <jv.h>
#endif
