/** of the file */
{
  /** one */
  # a plain comment between does not matter
  one = x: y: x;
  /** lost: something stands between */ inherit two;
  /** three.four */
  three.four = { a }: a;
  three = { /** five */ five = (z: z); };
  /*** no doc */
  six = x: x;
  /**/
  seven = x: x;
  /** first */ /** the last counts */
  eight = x: x;
  nine = /** own */ x: x;
  /** outer */
  ten = /** own */ x: y: y;
  ${null} = x: x;
  "eleven" = x: x;
}
