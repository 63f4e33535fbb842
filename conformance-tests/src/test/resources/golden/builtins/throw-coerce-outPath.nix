throw { outPath = "somewhere"; }
