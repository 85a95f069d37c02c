import Grading
import Testing

#if Solutions
@_exported import SolutionFirstSteps
#else
@_exported import LessonFirstSteps
#endif

@Suite(.serialized) struct `0-FirstSteps` {}
