[ (toString /a/../b) (builtins.hasContext (toString ./data)) ]
