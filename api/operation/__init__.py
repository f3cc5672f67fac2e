"""What an operator sees and does: processes, logs, metrics, traces, the end."""
