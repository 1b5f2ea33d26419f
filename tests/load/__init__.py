"""What one machine carries: `uv run --group load python -m tests.load`."""
