/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import java.util.List;
import java.util.function.Predicate;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;

/** What {@code sip:health} tells, as the result of a health check. */
final class ReportedProblems {

    private ReportedProblems() {}

    /** @param which those that the check is about */
    static Result of(ProcessHealth health, Predicate<Problem> which) {
        List<Problem> problems = health.problems().stream().filter(which).toList();
        FormattingResultLog log = new FormattingResultLog();
        problems.forEach(problem -> log.add(new ResultLog.Entry(status(problem.kind()), problem.line())));
        if (problems.isEmpty()) {
            log.info("nothing is wrong");
        }
        return new Result(log);
    }

    /** Critical is what keeps all connectors, or one that is meant to work, from calls; a warning is what somebody should mend. */
    private static Result.Status status(Problem.Kind kind) {
        return switch (kind) {
            case KERNEL, MEDIA, MANAGER, BUNDLE, SHORTAGE, CLUSTER, CONNECTION, REGISTRATION -> Result.Status.CRITICAL;
            case DRAINED -> Result.Status.TEMPORARILY_UNAVAILABLE;
            case FORMER_CODE, STORE, CONFIGURATION, ORPHAN -> Result.Status.WARN;
        };
    }
}
