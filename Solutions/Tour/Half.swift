// The one place that says whose library the tour runs on.

#if Mine
  @_exported import LessonProcess
#else
  @_exported import SolutionProcess
#endif
