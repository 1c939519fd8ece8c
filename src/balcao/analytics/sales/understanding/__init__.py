"""What a table's columns mean, by evidence: the headings' words, the cells, and how columns fit together."""
