// The door to cairo: its calls are plain functions, so that nothing else is here.
#ifndef BALANCE_MONITOR_CCAIRO_H
#define BALANCE_MONITOR_CCAIRO_H
#include <cairo.h>
#endif
