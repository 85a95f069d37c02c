/// What a test binary was started for.
enum Invocation: Equatable {
  /// To run XCTest's tests, all of them or, as far as it knows, none.
  case xctest
  /// To run Swift Testing's tests.
  case swiftTesting(isQuiet: Bool, mayBeQuieted: Bool)
  /// To list tests, or something else that is none of our business.
  case other

  /// Reads the arguments of a process, without its name.
  init(arguments: [String]) {
    let isSwiftTesting =
      arguments.contains("--testing-library=swift-testing")
      || zip(arguments, arguments.dropFirst()).contains {
        $0 == ("--testing-library", "swift-testing")
      }
    guard isSwiftTesting else {
      // SwiftPM quotes the empty list of matching tests in this odd way.
      self = arguments.isEmpty || arguments == ["''"] ? .xctest : .other
      return
    }
    if arguments.contains("--list-tests") || arguments.contains("--help") {
      self = .other
      return
    }
    let loud = ["--verbose", "-v", "--very-verbose", "--vv", "--verbosity"]
    let machine = ["--event-stream", "--experimental-event-stream", "--configuration-path"]
    self = .swiftTesting(
      isQuiet: arguments.contains("--quiet") || arguments.contains("-q"),
      mayBeQuieted: !arguments.contains { argument in
        loud.contains(argument) || argument.hasPrefix("--verbosity=")
          || machine.contains(where: argument.hasPrefix)
      })
  }
}
