// The door to libcurl: variadic calls get one typed wrapper each, and nothing else is here.
#ifndef BALANCE_MONITOR_CCURL_H
#define BALANCE_MONITOR_CCURL_H
#include <curl/curl.h>
#endif
