/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collection;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.junit.Test;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Health checks and beans tell of a call, and of a bundle that is stopped. */
public abstract class HealthChecksStory extends CallStory {

    @Test
    public void aConnectorInACallIsWellAndSeenByJmx() throws Exception {
        Await.until("all is well", () -> check("sipconnector-connectors").isOk() && check("sipconnector-process").isOk());

        assertEquals("checks", 2, checks("sipconnector").size());
        CompositeData[] connectors = (CompositeData[]) attribute("Connectors", "Connectors");
        CompositeData caller = Arrays.stream(connectors).filter(row -> row.get("id").equals("caller")).findFirst().orElseThrow();
        assertEquals("call", "IN_CALL", caller.get("call"));
        assertEquals("registered", true, caller.get("registered"));
        assertEquals("problems", 0, ((String[]) attribute("Connectors", "Problems")).length);
    }

    @Test
    public void aBundleThatIsStoppedIsCriticalUntilItIsStartedAgain() throws Exception {
        bundle("stats").stop();
        try {
            Result result = check("sipconnector-process");
            assertEquals(result.toString(), Result.Status.CRITICAL, result.getStatus());
            assertTrue(result.toString(), result.toString().contains("StatsManager is not at work"));
        } finally {
            bundle("stats").start();
        }
        Await.until("all is well again", () -> check("sipconnector-process").isOk());
    }

    private Result check(String tag) throws InvalidSyntaxException {
        return context.getService(checks(tag).iterator().next()).execute();
    }

    private Collection<ServiceReference<HealthCheck>> checks(String tag) throws InvalidSyntaxException {
        return context.getServiceReferences(HealthCheck.class, "(" + HealthCheck.TAGS + "=" + tag + ")");
    }

    private static Object attribute(String type, String attribute) throws JMException {
        return ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName("org.sipconnector:type=" + type), attribute);
    }
}
