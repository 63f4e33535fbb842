/**
  What a package is made from, for `meta.sourceProvenance`.
*/
{ lib }:
lib.genAttrs
  [
    "fromSource"
    "binaryNativeCode"
    "binaryBytecode"
    "binaryFirmware"
    "obfuscatedCode"
  ]
  (name: {
    shortName = name;
    isSource = name == "fromSource";
  })
