export default definePageConfig({ navigationBarTitleText: '保护和奖励' })
