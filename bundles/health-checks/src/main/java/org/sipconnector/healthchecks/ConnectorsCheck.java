/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.ProcessHealth;

/** Whether each connector is as it is meant to be, and each of their files is good. */
@Component(property = {HealthCheck.NAME + "=SIP Connector: connectors", HealthCheck.TAGS + "=sipconnector",
        HealthCheck.TAGS + "=sipconnector-connectors"})
public final class ConnectorsCheck implements HealthCheck {

    private final ProcessHealth health;

    @Activate
    public ConnectorsCheck(@Reference ProcessHealth health) {
        this.health = health;
    }

    @Override
    public Result execute() {
        return ReportedProblems.of(health, ConnectorsCheck::isAbout);
    }

    static boolean isAbout(Problem problem) {
        return problem.connector().isPresent() || switch (problem.kind()) {
            case CONFIGURATION, ORPHAN -> true;
            default -> false;
        };
    }
}
