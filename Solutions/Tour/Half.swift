// The one place that says whose library the tour runs on.

#if Mine
  @_exported import LessonEvent
  @_exported import LessonLock
  @_exported import LessonPipe
  @_exported import LessonProcess
  @_exported import LessonSharedValue
#else
  @_exported import SolutionEvent
  @_exported import SolutionLock
  @_exported import SolutionPipe
  @_exported import SolutionProcess
  @_exported import SolutionSharedValue
#endif
