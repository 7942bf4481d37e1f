// What can become of a plan as a whole: compared, copied, proposed, published,
// removed.

import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { confirm } from '../../part/dialog.ts';
import type { PanelHandlers } from './plan_panel.ts';
import * as plans from './plans.ts';
import type { PlanSheet } from './plan_sheet.ts';
import { propose, publish } from './publish.ts';
import type { Wording } from './wording.ts';

const NOTHING_ELSE = { school: '', unit: '', with: '', tool: '', to: '', table: '', level: '' };

export class PlanActs {
  constructor(
    private readonly sheet: PlanSheet,
    private readonly office: Office,
    private readonly wording: Wording,
  ) {}

  handlers(): Pick<PanelHandlers, 'onCompare' | 'onCopy' | 'onPublish' | 'onPropose' | 'onRemove'> {
    const trying = (act: () => Promise<void>) => () => void act().catch((error: unknown) => this.failed(error));
    return {
      onCompare: (plan) => this.office.go({ ...NOTHING_ELSE, with: plan }),
      onCopy: trying(() => this.copy()),
      onPublish: trying(() => this.publish()),
      onPropose: trying(() => this.propose()),
      onRemove: trying(() => this.remove()),
    };
  }

  private failed(error: unknown): void {
    if (!this.sheet.signal.aborted) this.office.fail(error);
  }

  private async copy(): Promise<void> {
    const { plan } = await plans.copyPlan(this.sheet.plan.plan);
    this.office.go({ ...NOTHING_ELSE, plan });
    this.office.say(this.wording.say('copied'));
  }

  private async publish(): Promise<void> {
    const { sheet, office, wording } = this;
    if (await publish(sheet.plan, sheet.step, sheet.whole, office, wording, sheet.signal)) this.leave();
  }

  private async propose(): Promise<void> {
    const { sheet, office, wording } = this;
    await propose(sheet.plan, sheet.step, sheet.whole, office, wording, sheet.signal);
  }

  private async remove(): Promise<void> {
    const { sheet, wording } = this;
    const content = [h('p', {}, wording.say('remove_sure', { n: wording.count(sheet.step) }))];
    if (!(await confirm({ title: wording.say('remove'), content, action: wording.say('remove') }, wording))) return;
    await plans.removePlan(sheet.plan.plan);
    this.office.say(wording.say('removed'));
    this.leave();
  }

  private leave(): void {
    this.office.go({ ...NOTHING_ELSE, plan: '', level: this.sheet.plan.level });
  }
}
