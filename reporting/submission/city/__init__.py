"""The city's report of a closed round: made of what was frozen of every bydel, sent or not."""
