/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sipconnector.managers.Course.Kind;

/** Every operation of connector and facade where all goes well, where it is refused, and where it is given up. */
class EveryOperationTest {

    static final List<Course> COURSES = courses();

    private static List<Course> courses() {
        Courses courses = new Courses();
        ConnectionCourses.declare(courses);
        CallCourses.declare(courses);
        MediaCourses.declare(courses);
        FacadeCourses.declare(courses);
        return courses.all();
    }

    @Test
    void everyOperationIsRunInItsHappyPathItsRefusalAndItsCancellation() {
        List<String> missing = new ArrayList<>();
        for (String operation : SpanningOperations.ofConnectorAndFacade()) {
            Set<Kind> run = COURSES.stream().filter(course -> course.operation().equals(operation)).map(Course::kind)
                    .collect(Collectors.toSet());
            Stream.of(Kind.SUCCEEDS, Kind.IS_REFUSED, Kind.IS_CANCELLED).filter(kind -> !run.contains(kind))
                    .forEach(kind -> missing.add(operation + ": " + kind));
        }
        assertThat(missing).as("courses that no test takes").isEmpty();
    }

    @Test
    void everyCourseIsThatOfAnOperationThereIs() {
        assertThat(SpanningOperations.ofManagersToo()).containsAll(COURSES.stream().map(Course::operation).toList());
    }

    @TestFactory
    Stream<DynamicTest> goesAsItMust() {
        return COURSES.stream().flatMap(course -> Stream.of(
                dynamicTest(course.toString(), () -> course.run(false)),
                dynamicTest(course + ", all managers replaced meanwhile", () -> course.run(true))));
    }
}
