/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.spi.health.ProcessHealth;

/** Whether this process can do what all connectors need: what a load balancer asks before it sends somebody here. */
@Component(property = {HealthCheck.NAME + "=SIP Connector: process", HealthCheck.TAGS + "=sipconnector",
        HealthCheck.TAGS + "=sipconnector-process"})
public final class ProcessCheck implements HealthCheck {

    private final ProcessHealth health;

    @Activate
    public ProcessCheck(@Reference ProcessHealth health) {
        this.health = health;
    }

    @Override
    public Result execute() {
        return ReportedProblems.of(health, problem -> !ConnectorsCheck.isAbout(problem));
    }
}
