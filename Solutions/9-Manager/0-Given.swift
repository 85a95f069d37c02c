import Groundwork

// The earlier lessons that this one uses: see CONTRIBUTING.md.
#if Mine && !Reference
  @_exported import LessonEvent
  @_exported import LessonLock
  @_exported import LessonPipe
  @_exported import LessonProcess
  @_exported import LessonQueue
#else
  @_exported import SolutionEvent
  @_exported import SolutionLock
  @_exported import SolutionPipe
  @_exported import SolutionProcess
  @_exported import SolutionQueue
#endif
