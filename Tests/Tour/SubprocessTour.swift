#if Solutions
import Foundation
import Testing

extension Tour {
  @Test(
    "A program of lesson 8 prints what it should",
    arguments: [
      (
        "subprocess",
        """
        apple
        fig
        pear
        main: wc is running
        lines: 3
        `false` exited with code 1
        """
      ),
      (
        "popen",
        """
        main: ls is running, or has ended; nobody can say
        /
        /usr
        ls exited with code 0
        """
      ),
      (
        "communicate",
        """
        ONE LINE
        AND ANOTHER ONE
        its error: nothing more to do
        it exited with code 3
        """
      ),
      (
        "timeout",
        """
        `sh -c 'echo '\\''one moment'\\''; sleep 600; echo done'` was not done in 0.3 seconds, and \
        ended by signal 15 (Terminated)
        it said: one moment
        """
      ),
      (
        "pipeline",
        """
        yes ended by signal 13 (Broken pipe)
        head exited with code 0
        wc exited with code 0
        lines: 1000
        """
      ),
      (
        "environment",
        """
        hello from /usr
        ONLY=this one
        """
      ),
      (
        "calculator",
        """
        6 * 7 = 42
        1 << 20 = 1048576
        2026 % 4 = 2
        """
      ),
    ])
  func subprocess(name: String, expected: String) throws {
    let run = try tour([name])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == expected + "\n")
  }
}
#endif
