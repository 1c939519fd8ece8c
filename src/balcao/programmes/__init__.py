"""The programme: measures and their phases, applications, the choice among them, and awards seen through."""
