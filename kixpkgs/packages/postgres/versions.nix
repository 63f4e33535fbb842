/**
  The image of each major version of PostgreSQL that this package runs. Until when they are supported: `kix/support.nix`.
*/
{
  "14" = "14.24-bookworm";
  "15" = "15.19-bookworm";
  "16" = "16.15-bookworm";
  "17" = "17.11-bookworm";
  "18" = "18.5-bookworm";
}
