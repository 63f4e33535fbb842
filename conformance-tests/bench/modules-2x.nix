# 400 modules, 10,400 options, ~30,000 definitions. Run with -I lib=PATH_TO_NIXPKGS_LIB --strict --json
import ./modules.nix { nMods = 400; }
