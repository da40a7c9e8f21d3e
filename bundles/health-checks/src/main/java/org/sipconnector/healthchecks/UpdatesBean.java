/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import java.util.List;
import javax.management.JMException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.update.UpdateHistory;

/** {@code org.sipconnector:type=Updates}, while there is a kernel. */
@Component(service = {})
public final class UpdatesBean implements UpdatesMXBean {

    private final UpdateHistory history;
    private final ManagementBean bean;

    @Activate
    public UpdatesBean(@Reference UpdateHistory history) throws JMException {
        this.history = history;
        bean = ManagementBean.register("Updates", this);
    }

    @Deactivate
    void deactivate() throws JMException {
        bean.unregister();
    }

    @Override
    public List<UpdateView> getUpdates() {
        return history.updates().stream().map(UpdateView::new).toList();
    }

    @Override
    public List<String> getMissingManagers() {
        return history.missing();
    }

    @Override
    public List<String> getLingeringBundles() {
        return history.lingering().stream().map(code -> code.bundle() + " " + code.version()).toList();
    }
}
