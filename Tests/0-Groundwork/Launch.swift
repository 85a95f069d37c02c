#if Solutions
  import Groundwork
  import Testing

  struct Reporter: ProcessTarget {
    let writer: Descriptor
    let greeting: String

    func run() throws {
      try writer.write("\(greeting) \(CurrentProcess.name) \(getpid()) \(getppid())")
    }
  }

  @Suite("launch") struct LaunchTests {
    @Test("The target runs in a child of this process, which exits with 0")
    func child() throws {
      let (reader, writer) = try Descriptor.pipe()
      let pid = try launch(Reporter(writer: writer, greeting: "hello"), name: "Ada")
      writer.close()
      #expect(try readAll(reader) == "hello Ada \(pid) \(getpid())")
      #expect(try wait(for: pid) == 0)
    }
  }
#endif
