/** The lower ends of the age groups that the 1m data set has. */
export const ageGroups: readonly number[] = [1, 18, 25, 35, 45, 50, 56];

/** The lower end of the age group that an age falls into. */
export function bucketizedAge(age: number): number {
  let bucket = ageGroups[0];
  for (const end of ageGroups) if (end <= age) bucket = end;
  return bucket;
}
