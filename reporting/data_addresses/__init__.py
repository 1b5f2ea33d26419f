"""Dataadresser: where other systems read what was sent, without logging in."""
