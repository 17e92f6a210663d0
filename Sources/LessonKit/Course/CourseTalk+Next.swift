import Wording

extension CourseTalk {
  /// Where the learner is and what to do now.
  ///
  /// - Throws: `CourseError` for an exercise at fault.
  package func next(_ course: Course, _ progress: Progress) throws -> String {
    let all = course.exercises
    let passed = all.count { progress[$0.exercise.id].isPassed }
    var text = "\(passed) of \(all.count) exercises passed. "
    guard
      let next = all.first(where: { !progress[$0.exercise.id].isPassed })
    else {
      return page.render(text + Self.end)
    }
    let lesson = next.lesson
    let isNew = !lesson.exercises.contains { progress[$0.id].attempts > 0 }
    text += "You are at lesson \(lesson.number), *\(lesson.title)*"
    text += lesson.minutes.map { " (\($0) minutes)" } ?? ""
    if isNew {
      text += ".\n\nNow: `lstm-lab lesson show \(lesson.number)`"
    } else {
      text += ".\n\nNow exercise \(try Self.markdown(of: next))"
    }
    if progress.learner == nil, progress.exercises.isEmpty {
      text += """


        With `lstm-lab lesson next --name NAME`, given once, the exercises have \
        numbers of your own.
        """
    }
    return page.render(text)
  }

  /// What is said once every exercise is passed.
  static let end = """
    That was the course. What now: your own text or your own model, with \
    `lstm-lab train` or `lstm-lab model import`, and the questions of lessons 11 \
    and 12.
    """

  /// What comes after an exercise: the next one, the next lesson, or the end.
  func next(after place: Course.Place, in course: Course?) -> String {
    let (lesson, number) = (place.lesson.number, place.number + 1)
    guard number > place.lesson.exercises.count else {
      return " Next: `lstm-lab lesson show \(lesson).\(number)`"
    }
    let done = " It is the last exercise of lesson \(lesson)."
    guard let course else { return done }
    guard let next = course.lessons.first(where: { $0.number > lesson }) else {
      return done + " " + Self.end
    }
    return done
      + " Next: lesson \(next.number), *\(next.title)*, "
      + "`lstm-lab lesson show \(next.number)`"
  }
}
