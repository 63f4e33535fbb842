# 200 modules, 5,200 options, ~15,000 definitions. Run with -I lib=PATH_TO_NIXPKGS_LIB --strict --json
import ./modules.nix { nMods = 200; }
