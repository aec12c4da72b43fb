// BalanceMonitor
