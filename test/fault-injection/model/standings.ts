/** Which wishes must be fulfilled at the end, by what their customers were answered. */
export interface Standings {
  /** A registration begins; its answer's status is reported later. */
  readonly begin: (wish: number) => (status: number | 'cut') => void;
  /** Something that undoes a registration begins; its end is reported later. */
  readonly undo: (wish: number) => (status: number | 'cut') => void;
  /** Wishes with a registration that was answered, and nothing at its time or later that undoes it. */
  readonly standing: () => readonly number[];
}

interface Course {
  /** Things that undo are under way, or were cut and may yet have an effect. */
  undoing: number;
  undone: number;
  isStanding: boolean;
}

/** Nothing is answered yet. */
export function standings(): Standings {
  const courses = new Map<number, Course>();
  const courseOf = (wish: number) => {
    const course = courses.get(wish) ?? { undoing: 0, undone: 0, isStanding: false };
    courses.set(wish, course);
    return course;
  };
  return {
    begin(wish) {
      const course = courseOf(wish);
      const { undone, undoing } = course;
      return (status) => {
        const isMade = status === 200 || status === 201;
        if (isMade && undoing === 0 && course.undone === undone) course.isStanding = true;
      };
    },
    undo(wish) {
      const course = courseOf(wish);
      course.undone += 1;
      course.undoing += 1;
      course.isStanding = false;
      return (status) => {
        if (status !== 'cut') course.undoing -= 1;
      };
    },
    standing: () => [...courses].filter(([, { isStanding }]) => isStanding).map(([wish]) => wish),
  };
}
