print("balance-monitor")
