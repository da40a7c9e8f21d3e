/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.Connectors;

/** Plain Felix with Declarative Services and Configuration Admin is enough. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FelixIT {

    @Inject
    private BundleContext context;

    @Inject
    private Connectors connectors;

    @Configuration
    public Option[] container() {
        return new Option[] {FelixContainer.felix("sip-connector")};
    }

    @Test
    public void everyBundleOfOursIsActive() {
        int ours = 0;
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().startsWith("org.sipconnector.")) {
                assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
                ours++;
            }
        }
        assertTrue("api and kernel at least", ours >= 2);
    }

    @Test
    public void itStartsWithoutConnectors() {
        assertTrue(connectors.all().isEmpty());
    }
}
