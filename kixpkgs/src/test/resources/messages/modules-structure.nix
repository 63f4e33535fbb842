# A set that is neither a module of definitions nor one of parts.
{ clusters.test = [ { } { config = { }; kubernetes = 5; } ]; }
