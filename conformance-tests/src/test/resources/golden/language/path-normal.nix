[ /a/./b /a/../b ./data ../golden/./x ]
