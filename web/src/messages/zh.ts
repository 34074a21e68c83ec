/** 简体中文。Every text of the playground and the lessons in Chinese; see `en.ts`. */
import { html } from 'lit';
import { count, percent } from '../format';
import type { ArmVerdict, Verdict } from '../verdict';
import type { Messages } from './en';

export const zh: Messages = {
  top: {
    intro: html`两个脉冲神经网络并排学习同一批事件数据：<b class="a">A</b> 的发放阈值固定不变，<b class="b">B</b>
      在训练权重的同时也训练阈值。`,
    keys: '快捷键',
    speed: '速度',
    measureSpeed: '速度：在此测量',
    theme: '浅色或深色',
    useLight: '使用浅色',
    useDark: '使用深色',
    language: '语言',
    dropHere: '将 N-MNIST 文件、文件夹或 zip 拖放到此处',
  },
  verdict: {
    empty: '按“播放”：A 与 B 的比较会显示在这里。',
    says: (verdict: Verdict): string => `${learned(verdict)}${dead(verdict.arms)}`,
  },
};

function learned({ level, arms }: Verdict): string {
  const [first, second] = arms;
  if (!first) return '';
  const name = ({ arm }: ArmVerdict) => arm.toUpperCase();
  if (level === null) {
    const at = arms.map((one) => `${name(one)} 达到 ${percent(one.best)}`).join('，');
    return `${first.epochs} 个轮次后，${at}。`;
  }
  const goal = percent(level, 0);
  const reached = `${name(first)} 用 ${first.reached} 个轮次达到 ${goal}`;
  if (!second) return `${reached}。`;
  if (second.reached === null)
    return `${reached}，${name(second)} 在 ${second.epochs} 个轮次内尚未达到。`;
  if (second.reached !== first.reached)
    return `${reached}，${name(second)} 用了 ${second.reached} 个。`;
  return `A 和 B 都用 ${second.reached} 个轮次达到 ${goal}。`;
}

function dead(arms: readonly ArmVerdict[]): string {
  if (arms.every((one) => one.dead === 0)) return '没有隐藏神经元死亡。';
  const worst = arms.toSorted((one, other) => other.dead - one.dead);
  const parts = worst.map(
    ({ arm, dead, hidden }) =>
      `${arm.toUpperCase()} 的 ${count(hidden)} 个隐藏神经元中有 ${count(dead)} 个死亡`,
  );
  return `${parts.join('，')}。`;
}
