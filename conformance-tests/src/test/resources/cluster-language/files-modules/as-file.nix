{ lib, ... }:
{
  imports = [ { warnings = lib.mkAfter [ "imported by a file" ]; } ];
  warnings = [ "a file" ];
}
