/** The place of no school, in columns of units. */
export const NO_SCHOOL = -1;
