/// One lesson: a folder of the same name under Lessons, Solutions and Tests.
public struct Lesson: Sendable {
  /// The folder, such as `1-Process`.
  public let folder: String
  /// The exercises, in order.
  public let exercises: [Exercise]

  /// Whether it is the lesson that uses what all others build.
  var usesLibrary: Bool { folder.hasPrefix("0-") }

  /// The page of the docs about `exercise`, as a path from the root of the package.
  public func page(of exercise: Exercise) -> String {
    "docs/Workbook.docc/\(folder)/\(exercise.name).md"
  }
}

/// One exercise: a file of the same name under Lessons, Solutions and Tests.
public struct Exercise: Sendable {
  /// Such as `1.3`.
  public let id: String
  /// The file's name without its extension, such as `03-ExitStatus`; unique in the course.
  public let name: String
  /// As a heading, such as `Exit status`.
  public let title: String
  /// About how long it takes, with the reading.
  public let minutes: Int
  /// Whether it is a stretch exercise, not needed for the lesson's "done".
  public let isStretch: Bool

  init(id: String, name: String, title: String, minutes: Int, isStretch: Bool = false) {
    self.id = id
    self.name = name
    self.title = title
    self.minutes = minutes
    self.isStretch = isStretch
  }
}

/// Every lesson and exercise of the course, in order.
public let course: [Lesson] = [
  Lesson(
    folder: "0-FirstSteps",
    exercises: [
      Exercise(id: "0.1", name: "01-TwoWorkers", title: "Two workers", minutes: 5),
      Exercise(id: "0.2", name: "02-TenChildren", title: "Ten children, one list", minutes: 5),
      Exercise(id: "0.3", name: "03-Conversation", title: "A conversation", minutes: 10),
      Exercise(id: "0.4", name: "04-ShareNumbers", title: "Shared numbers", minutes: 5),
      Exercise(id: "0.5", name: "05-Tellers", title: "Tellers", minutes: 10),
      Exercise(id: "0.6", name: "06-FireGun", title: "Starting gun", minutes: 10),
      Exercise(id: "0.7", name: "07-WriterReader", title: "Writer and reader", minutes: 10),
      Exercise(id: "0.8", name: "08-FourWorkers", title: "Four workers", minutes: 10),
      Exercise(id: "0.9", name: "09-PoolSquares", title: "Squares", minutes: 10),
      Exercise(id: "0.10", name: "10-FeedProgram", title: "ls and sort", minutes: 10),
      Exercise(id: "0.11", name: "11-RecordBook", title: "Record book", minutes: 10),
    ]),
  Lesson(
    folder: "1-Process",
    exercises: [
      Exercise(id: "1.1", name: "01-Start", title: "Start", minutes: 10),
      Exercise(id: "1.2", name: "02-Join", title: "Join", minutes: 20),
      Exercise(id: "1.3", name: "03-ExitStatus", title: "Exit status", minutes: 15),
      Exercise(id: "1.4", name: "04-ProcessName", title: "Name", minutes: 10),
      Exercise(id: "1.5", name: "05-IsAlive", title: "Alive?", minutes: 15),
      Exercise(id: "1.6", name: "06-Terminate", title: "Terminate and kill", minutes: 25),
      Exercise(id: "1.7", name: "07-JoinTimeout", title: "Join with a timeout", minutes: 30),
      Exercise(id: "1.8", name: "08-Isolation", title: "Isolation", minutes: 15),
      Exercise(id: "1.9", name: "09-AllAtOnce", title: "All at once", minutes: 20),
      Exercise(id: "1.10", name: "10-ProcessorCount", title: "Processor count", minutes: 10),
      Exercise(id: "1.11", name: "11-NobodyJoins", title: "Nobody joins", minutes: 30),
      Exercise(id: "1.12", name: "12-Fork", title: "fork", minutes: 25, isStretch: true),
    ]),
  Lesson(
    folder: "2-Pipe",
    exercises: [
      Exercise(id: "2.1", name: "01-SendAll", title: "Send all bytes", minutes: 15),
      Exercise(id: "2.2", name: "02-ReceiveExactly", title: "Receive exactly n", minutes: 15),
      Exercise(id: "2.3", name: "03-Frames", title: "Frames", minutes: 20),
      Exercise(id: "2.4", name: "04-TypedMessages", title: "Typed messages", minutes: 15),
      Exercise(id: "2.5", name: "05-TheEnd", title: "The end", minutes: 15),
      Exercise(id: "2.6", name: "06-Poll", title: "Poll", minutes: 20),
      Exercise(id: "2.7", name: "07-OneWay", title: "One way", minutes: 15),
      Exercise(id: "2.8", name: "08-HandOver", title: "Hand an end to a child", minutes: 20),
      Exercise(id: "2.9", name: "09-Dialogue", title: "Dialogue", minutes: 25),
      Exercise(id: "2.10", name: "10-TwoSenders", title: "Two senders, one end", minutes: 15),
      Exercise(
        id: "2.11", name: "11-BothWays", title: "Both ways at once", minutes: 30, isStretch: true),
      Exercise(
        id: "2.12", name: "12-SendConnection", title: "Send a connection", minutes: 30,
        isStretch: true),
    ]),
  Lesson(
    folder: "3-SharedValue",
    exercises: [
      Exercise(id: "3.1", name: "01-Value", title: "A value in shared memory", minutes: 20),
      Exercise(id: "3.2", name: "02-Array", title: "An array in shared memory", minutes: 30),
      Exercise(id: "3.3", name: "03-Negate", title: "Negate", minutes: 20),
      Exercise(id: "3.4", name: "04-LostUpdates", title: "Lost updates", minutes: 25),
      Exercise(id: "3.5", name: "05-Counter", title: "An atomic counter", minutes: 20),
      Exercise(
        id: "3.6", name: "06-Histogram", title: "Parallel histogram", minutes: 30, isStretch: true),
    ]),
  Lesson(
    folder: "4-Lock",
    exercises: [
      Exercise(id: "4.1", name: "01-TryLock", title: "Try", minutes: 15),
      Exercise(id: "4.2", name: "02-LockUnlock", title: "Lock and unlock", minutes: 45),
      Exercise(id: "4.3", name: "03-WithLock", title: "withLock", minutes: 10),
      Exercise(id: "4.4", name: "04-TimedLock", title: "With a timeout", minutes: 25),
      Exercise(id: "4.5", name: "05-GuardedValue", title: "Guarded value", minutes: 15),
      Exercise(id: "4.6", name: "06-Semaphore", title: "Semaphore", minutes: 40),
      Exercise(id: "4.7", name: "07-OwnerDied", title: "When the owner dies", minutes: 40),
      Exercise(id: "4.8", name: "08-PrintersTellers", title: "Printers and tellers", minutes: 25),
      Exercise(
        id: "4.9", name: "09-RecursiveLock", title: "Recursive lock", minutes: 40, isStretch: true),
      Exercise(id: "4.10", name: "10-Dining", title: "Dining", minutes: 20, isStretch: true),
    ]),
  Lesson(
    folder: "5-Event",
    exercises: [
      Exercise(id: "5.1", name: "01-SetClear", title: "Set, clear, isSet", minutes: 20),
      Exercise(id: "5.2", name: "02-EventWait", title: "Wait", minutes: 20),
      Exercise(id: "5.3", name: "03-EventTimeout", title: "Wait with a timeout", minutes: 20),
      Exercise(
        id: "5.4", name: "04-WaitNotify", title: "Condition: wait and notify", minutes: 40,
        isStretch: true),
      Exercise(
        id: "5.5", name: "05-WaitFor", title: "Condition: wait(for:)", minutes: 25, isStretch: true),
      Exercise(id: "5.6", name: "06-Barrier", title: "Barrier", minutes: 45, isStretch: true),
      Exercise(id: "5.7", name: "07-StartingGun", title: "Starting gun", minutes: 25),
    ]),
  Lesson(
    folder: "6-Queue",
    exercises: [
      Exercise(id: "6.1", name: "01-PutGet", title: "Put and get", minutes: 30),
      Exercise(id: "6.2", name: "02-TimedPutGet", title: "Not now, or not long", minutes: 30),
      Exercise(id: "6.3", name: "03-Bounded", title: "Bounded", minutes: 15),
      Exercise(id: "6.4", name: "04-HowFull", title: "How full", minutes: 25),
      Exercise(id: "6.5", name: "05-ManyToMany", title: "Many to many", minutes: 25),
      Exercise(id: "6.6", name: "06-CloseSentinel", title: "Close and sentinel", minutes: 35),
      Exercise(id: "6.7", name: "07-TaskDone", title: "Task done and join", minutes: 35),
      Exercise(id: "6.8", name: "08-FivePrograms", title: "Five programs", minutes: 40),
      Exercise(
        id: "6.9", name: "09-KilledInside", title: "Killed inside", minutes: 40, isStretch: true),
    ]),
  Lesson(
    folder: "7-Pool",
    exercises: [
      Exercise(id: "7.1", name: "01-WorkerLoop", title: "Worker loop", minutes: 25),
      Exercise(id: "7.2", name: "02-OneWorker", title: "One worker, one task", minutes: 35),
      Exercise(id: "7.3", name: "03-Map", title: "map", minutes: 30),
      Exercise(id: "7.4", name: "04-AtMostN", title: "At most n, and really n", minutes: 25),
      Exercise(id: "7.5", name: "05-SubmitGet", title: "submit and get", minutes: 30),
      Exercise(id: "7.6", name: "06-ErrorsComeBack", title: "Errors come back", minutes: 20),
      Exercise(id: "7.7", name: "07-CloseTerminate", title: "close, join, terminate", minutes: 40),
      Exercise(id: "7.8", name: "08-AsTheyCome", title: "As they come", minutes: 35),
      Exercise(id: "7.9", name: "09-WorkerDies", title: "A worker dies", minutes: 35),
      Exercise(id: "7.10", name: "10-AsyncAwait", title: "async/await", minutes: 30),
      Exercise(id: "7.11", name: "11-PoolPrograms", title: "Pool programs", minutes: 30),
      Exercise(id: "7.12", name: "12-Recycle", title: "Recycle", minutes: 25, isStretch: true),
    ]),
  Lesson(
    folder: "8-Subprocess",
    exercises: [
      Exercise(id: "8.1", name: "01-RunAndWait", title: "Run and wait", minutes: 30),
      Exercise(id: "8.2", name: "02-StartOnly", title: "Start without waiting", minutes: 25),
      Exercise(id: "8.3", name: "03-Capture", title: "Capture", minutes: 40),
      Exercise(id: "8.4", name: "04-Communicate", title: "Communicate", minutes: 35),
      Exercise(id: "8.5", name: "05-HowItEnded", title: "How it ended", minutes: 30),
      Exercise(id: "8.6", name: "06-Enough", title: "Enough", minutes: 45),
      Exercise(id: "8.7", name: "07-PartialOutput", title: "What it said until then", minutes: 35),
      Exercise(id: "8.8", name: "08-Pipeline", title: "Pipeline", minutes: 40),
      Exercise(id: "8.9", name: "09-Environment", title: "Environment and folder", minutes: 25),
      Exercise(id: "8.10", name: "10-OtherPrograms", title: "Other programs", minutes: 40),
    ]),
  Lesson(
    folder: "9-Manager",
    exercises: [
      Exercise(id: "9.1", name: "01-AskServer", title: "Ask a server", minutes: 30),
      Exercise(id: "9.2", name: "02-RemoteDictionary", title: "A remote dictionary", minutes: 30),
      Exercise(id: "9.3", name: "03-RemoteList", title: "A remote list", minutes: 30),
      Exercise(id: "9.4", name: "04-ManyClients", title: "Many clients at once", minutes: 35),
      Exercise(id: "9.5", name: "05-NestedUpdate", title: "Nested values", minutes: 30),
      Exercise(id: "9.6", name: "06-OtherShared", title: "Other shared objects", minutes: 40),
      Exercise(id: "9.7", name: "07-ManagerLife", title: "Life", minutes: 35),
    ]),
]

extension [Lesson] {
  /// Every exercise with its lesson, in order.
  var exercises: [(lesson: Lesson, exercise: Exercise)] {
    flatMap { lesson in lesson.exercises.map { (lesson, $0) } }
  }

  /// The exercise `id`, such as `1.3`, and its lesson.
  func exercise(_ id: String) -> (lesson: Lesson, exercise: Exercise)? {
    exercises.first { $0.exercise.id == id }
  }

  /// Whether a right answer to `other` never comes to the exercise `id`: it is of a later one; false if
  /// either is unknown.
  ///
  /// Lesson 0 uses all others, though it is the first.
  func isLater(_ id: String, than other: String) -> Bool {
    let lessons = filter { !$0.usesLibrary } + filter(\.usesLibrary)
    let order = lessons.exercises.map(\.exercise.id)
    guard let place = order.firstIndex(of: id), let otherPlace = order.firstIndex(of: other) else {
      return false
    }
    return place > otherPlace
  }

  /// Every name that `swift test --filter` takes for a lesson or an exercise.
  var names: [String] { map(\.folder) + exercises.map(\.exercise.name) }
}
