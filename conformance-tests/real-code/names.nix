# The attributes of a target, in order.
{ target, src }:
builtins.attrNames (import target { src = /. + src; })
