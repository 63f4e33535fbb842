/**
  Major versions of PostgreSQL: when the project stops (stopped) supporting them, from
  https://www.postgresql.org/support/versioning/, and the image of those this package supports.
*/
{
  "9.6".endOfLife = "2021-11-11";
  "10".endOfLife = "2022-11-10";
  "11".endOfLife = "2023-11-09";
  "12".endOfLife = "2024-11-21";
  "13".endOfLife = "2025-11-13";
  "14" = {
    endOfLife = "2026-11-12";
    tag = "14.24-bookworm";
  };
  "15" = {
    endOfLife = "2027-11-11";
    tag = "15.19-bookworm";
  };
  "16" = {
    endOfLife = "2028-11-09";
    tag = "16.15-bookworm";
  };
  "17" = {
    endOfLife = "2029-11-08";
    tag = "17.11-bookworm";
  };
}
