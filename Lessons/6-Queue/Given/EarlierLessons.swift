// The earlier lessons that this one uses: see CONTRIBUTING.md.
#if Mine && !Reference
@_exported import LessonEvent
@_exported import LessonLock
@_exported import LessonProcess
#else
@_exported import SolutionEvent
@_exported import SolutionLock
@_exported import SolutionProcess
#endif
