{ lib, ... }: "text"
