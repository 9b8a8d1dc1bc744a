const lowerEnds = [1, 18, 25, 35, 45, 50, 56];

/** The lower end of the age group that an age falls into: the 1m data set's groups. */
export function bucketizedAge(age: number): number {
  let bucket = lowerEnds[0];
  for (const end of lowerEnds) if (end <= age) bucket = end;
  return bucket;
}
