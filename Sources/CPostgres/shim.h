// The door to libpq: what Swift cannot import (character constants) gets a typed wrapper, and nothing else is here.
#ifndef BALANCE_MONITOR_CPOSTGRES_H
#define BALANCE_MONITOR_CPOSTGRES_H
#include <libpq-fe.h>

static inline const char *cpostgres_sqlstate(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}

static inline const char *cpostgres_message(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
}

static inline const char *cpostgres_constraint(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
}
#endif
